@echo off
rem The twin of "make run" for Windows. PORT changes the port: set PORT=8600
setlocal
cd /d "%~dp0"
chcp 65001 >nul
set PYTHONUTF8=1
if not defined PORT set PORT=8501
set PYTHON=python
where py >nul 2>nul && set PYTHON=py -3
%PYTHON% scripts\install.py run || goto failed
.venv\Scripts\python.exe manage.py build || goto failed
.venv\Scripts\python.exe manage.py serve --port %PORT% || goto failed
exit /b 0

:failed
set CODE=%ERRORLEVEL%
rem Started by a double click, the window would close before anyone reads why.
pause
exit /b %CODE%
