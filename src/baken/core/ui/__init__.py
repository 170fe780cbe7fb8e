"""Python behind the visual kit: icons, form fields, moments and numbers in words."""
