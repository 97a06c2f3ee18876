"""The wheel holds a library for one kind of machine, but fits every Python 3."""

from setuptools import Distribution, setup
from wheel.bdist_wheel import bdist_wheel


class WithLibraries(Distribution):  # type: ignore[misc]
    """What is installed beside each other stays beside each other in the wheel, as its file list says."""

    def has_ext_modules(self):
        return True


class PlatformWheel(bdist_wheel):  # type: ignore[misc]
    def finalize_options(self):
        super().finalize_options()
        self.root_is_pure = False

    def get_tag(self):
        return "py3", "none", super().get_tag()[2]


setup(cmdclass={"bdist_wheel": PlatformWheel}, distclass=WithLibraries)
