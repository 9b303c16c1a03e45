namespace Orchestra.Testing.Topologies;

/// <summary>What a topology is made of.</summary>
public sealed record TopologyOptions
{
    /// <summary>Replicas of the Api, each with a scheduler and a reaper.</summary>
    public int Apis { get; init; } = 1;

    /// <summary>Replicas of the executor at the start.</summary>
    public int Executors { get; init; } = 2;

    /// <summary>amqp address of a broker of its own.</summary>
    /// <value>null (default): the one that all tests share.</value>
    public string? Broker { get; init; }

    /// <summary>Superuser connection string of a PostgreSQL of the product's own, which the test may stop; the bank keeps the shared one.</summary>
    /// <value>null (default): the one that all tests share.</value>
    public string? Server { get; init; }

    /// <summary>Time to live of a lease.</summary>
    /// <value>10 s by default, as in production: a busy machine costs no lease. Tests that wait for one to lapse take 2 s.</value>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an executor looks for work without being woken.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>More addresses that steps may not reach, as <c>host:port</c>.</summary>
    public IReadOnlyList<string> AlsoForbidden { get; init; } = [];

    /// <summary>How long the bank's fault <c>slow</c> keeps an answer.</summary>
    /// <value>30 s by default: three times what a step waits.</value>
    public TimeSpan SlowAnswer { get; init; } = TimeSpan.FromSeconds(30);
}
