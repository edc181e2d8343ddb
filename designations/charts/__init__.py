"""Geometry of the pictures: days, periods and counts to marks. Templates draw the marks; nothing here knows
of Django.
"""
