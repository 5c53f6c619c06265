"""What the tests share: tools that must be found, checks of packages, rendering, contrast."""
