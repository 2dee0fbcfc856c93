@echo off
rem The twin of "make test" for Windows.
setlocal
cd /d "%~dp0"
chcp 65001 >nul
set PYTHONUTF8=1
set PYTHON=python
where py >nul 2>nul && set PYTHON=py -3
%PYTHON% scripts\install.py tests || exit /b
.venv\Scripts\python.exe scripts\browser.py || exit /b
.venv\Scripts\python.exe -m ruff check . || exit /b
.venv\Scripts\python.exe -m ruff format --check . || exit /b
.venv\Scripts\python.exe -m pytest -m "not browser" --numprocesses 2 --dist loadfile || exit /b
.venv\Scripts\python.exe -m pytest -m browser
