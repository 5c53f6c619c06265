"""How fast Timeliness is, beside what a user would pick instead and beside the physical floor."""
