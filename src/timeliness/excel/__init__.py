"""What Excel calls: worksheet functions, ribbon buttons, the add-in and its installation."""
