"""What the command line says and does beside the questions themselves; `manage.py` holds the commands."""
