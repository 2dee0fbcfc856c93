@echo off
rem The twin of "make test" for Windows.
setlocal
rem Not cd: pushd gives a network folder (\\server\share) the drive letter that cmd needs.
pushd "%~dp0" || exit /b
chcp 65001 >nul
set PYTHONUTF8=1
set PYTHONHOME=
set PYTHONPATH=
set PYTHON=python
where py >nul 2>nul && set PYTHON=py -3
%PYTHON% scripts\install.py tests || goto failed
.venv\Scripts\python.exe scripts\browser.py || goto failed
.venv\Scripts\python.exe -m ruff check . || goto failed
.venv\Scripts\python.exe -m ruff format --check . || goto failed
.venv\Scripts\python.exe -m pytest -m "not browser" --numprocesses 2 --dist loadfile || goto failed
.venv\Scripts\python.exe -m pytest -m browser --numprocesses 2 --dist loadfile --no-loadscope-reorder || goto failed
popd
exit /b 0

:failed
set CODE=%ERRORLEVEL%
pause
popd
exit /b %CODE%
