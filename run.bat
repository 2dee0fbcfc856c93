@echo off
rem The twin of "make run" for Windows. PORT changes the port: set PORT=8600
setlocal
rem Not cd: pushd gives a network folder (\\server\share) the drive letter that cmd needs.
pushd "%~dp0" || exit /b
chcp 65001 >nul
set PYTHONUTF8=1
set PYTHONHOME=
set PYTHONPATH=
if not defined PORT set PORT=8501
set PYTHON=python
where py >nul 2>nul && set PYTHON=py -3
%PYTHON% scripts\install.py run || goto failed
.venv\Scripts\python.exe manage.py build || goto failed
.venv\Scripts\python.exe manage.py serve --port %PORT% || goto failed
popd
exit /b 0

:failed
set CODE=%ERRORLEVEL%
rem Started by a double click, the window would close before anyone reads why.
pause
popd
exit /b %CODE%
