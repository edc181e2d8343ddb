"""What is answered: one plain serializer for each shape, every field with its words."""
