namespace Orchestra.Cli.Server.Push;

/// <summary>What became of a file.</summary>
internal enum PushOutcome
{
    Created,
    Updated,
    Unchanged,
    Failed,
}
