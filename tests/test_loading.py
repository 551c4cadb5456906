"""Packages that load their names when first used: all are there, no other is, none comes early."""

import importlib
import subprocess
import sys

import pytest

PACKAGES = ["stancebook", *(f"stancebook.{n}" for n in ("display", "figures", "report", "topics"))]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_is_there_and_listed(package):
    module = importlib.import_module(package)
    assert set(module.__all__) <= set(dir(module))
    for name in module.__all__:
        assert getattr(module, name) is getattr(module, name)


@pytest.mark.parametrize("package", PACKAGES)
def test_an_unknown_name_is_an_attribute_error_that_names_the_package(package):
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'nothing'"):
        importlib.import_module(package).nothing  # noqa: B018


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_a_package_imports_none_of_its_modules(package):
    code = f"import sys, {package}; print([n for n in sys.modules if n.startswith('{package}.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    expected = ["stancebook.loading"] if package == "stancebook" else []
    assert done.stdout.strip() == str(expected)
