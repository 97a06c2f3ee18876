"""Says in one line which Python packages these scripts lack, instead of a traceback. Imported before they are."""

import importlib.util
import sys

NEEDED = ("numpy", "h5py", "pandas", "xarray", "h5netcdf", "matplotlib", "sklearn")

missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
if missing:
    sys.exit(f"Python lacks {', '.join(missing)}. On Debian: scripts/install_dependencies plots, then run this with /usr/bin/python3.")
