"""Every read of the record, each as of a day and as known at an edition."""
