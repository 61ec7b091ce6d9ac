@echo off
rem Starts Salvor: the workbench without arguments, the command line with them. JAVA_HOME or PATH must name a Java 25.
setlocal
set "here=%~dp0"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
for %%j in ("%here%plugins\org.eclipse.equinox.launcher_*.jar") do set "jar=%%j"
set "vm=--enable-native-access=ALL-UNNAMED"
if not "%~1"=="" goto command
:workbench
"%java%" %vm% -jar "%jar%" -install "%here%."
if %ERRORLEVEL% equ 23 goto workbench
exit /b %ERRORLEVEL%
:command
"%java%" %vm% -jar "%jar%" -install "%here%." -configuration "%LOCALAPPDATA%\salvor\command-line" -nosplash -consoleLog ^
  -application org.salvor.cli.salvor -data @none %*
exit /b %ERRORLEVEL%
