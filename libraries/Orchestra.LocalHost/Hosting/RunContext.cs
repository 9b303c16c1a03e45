namespace Orchestra.LocalHost.Hosting;

/// <summary>What every running resource needs of the host.</summary>
internal sealed record RunContext(HostConsole Console, StatusBoard Board, StateFolder State, LocalHostOptions Options);
