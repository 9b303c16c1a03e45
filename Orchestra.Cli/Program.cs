using Orchestra.Cli;

return await CommandLine.RunAsync(args, CliConsole.OfProcess(), TimeProvider.System, CancellationToken.None);
