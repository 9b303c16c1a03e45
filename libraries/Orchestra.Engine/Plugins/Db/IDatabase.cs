using Orchestra.Contracts.Profiles;
using Orchestra.Engine.Execution;

namespace Orchestra.Engine.Plugins.Db;

/// <summary>One kind of database server.</summary>
internal interface IDatabase
{
    /// <summary>The kind in profiles, for example <c>POSTGRESQL</c>.</summary>
    string Kind { get; }

    /// <summary>Connects and logs in; never throws but for cancellation.</summary>
    Task<(IDbSession? Session, DbAnswer? Refusal)> OpenAsync(
        DbProfile profile,
        StepExecution execution,
        TimeSpan timeout,
        CancellationToken cancellationToken
    );
}
