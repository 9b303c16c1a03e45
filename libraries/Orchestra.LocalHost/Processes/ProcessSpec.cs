namespace Orchestra.LocalHost.Processes;

/// <summary>A process to start.</summary>
internal sealed record ProcessSpec
{
    /// <summary>Who it is, in messages.</summary>
    public required string Name { get; init; }

    public required string FileName { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables on top of ours; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Names that start with one of these are not handed on: settings of some other server.</summary>
    public IReadOnlyList<string> ForeignVariablePrefixes { get; init; } = [];

    public required string WorkingDirectory { get; init; }

    /// <summary>The account to run as; null for our own.</summary>
    public UnixAccount? Account { get; init; }

    /// <summary>What the kernel sends the process when we die without stopping it.</summary>
    public UnixSignal DeathSignal { get; init; } = UnixSignal.Kill;

    /// <summary>It starts programs of its own, which end with it when we die or send SIGTERM; <see cref="DeathSignal"/> is not looked at.</summary>
    public bool EndsWithItsOwn { get; init; }

    /// <summary>Receives every line of standard output and standard error; may be called from two threads. When it throws it gets no more.</summary>
    public Action<string> Output { get; init; } = static _ => { };
}
