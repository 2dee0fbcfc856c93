#!/bin/sh
# Prints the Python that .venv is made with. If something is missing, one line says what, and how to get it.
# Plain sh, because Python itself may be what is missing.

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
# Debian ships `venv` with Python but keeps `ensurepip`, which venv needs, in python3-venv.
makes_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

python=""
missing=" python3 python3-venv"
version=" (Python >= 3.11)"
for candidate in python3.11 python3 python3.12 python3.13; do
    new_enough "$candidate" || continue
    missing=" python3-venv"
    version=""
    makes_venv "$candidate" || continue
    missing=""
    python=$(command -v "$candidate")
    break
done
for tool in git make; do
    command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
done

if [ -n "$missing" ]; then
    echo "Còn thiếu / Missing:$missing$version. Cài bằng / Install: sudo apt-get install -y$missing" >&2
    exit 1
fi
echo "$python"
