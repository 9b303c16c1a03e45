namespace Orchestra.Engine.Plugins.Db;

/// <summary>A connection that is logged in.</summary>
internal interface IDbSession : IAsyncDisposable
{
    /// <summary>Whether another statement can be sent.</summary>
    bool IsUsable { get; }

    /// <summary>Runs one statement in a transaction of its own; never throws but for cancellation.</summary>
    Task<DbAnswer> RunAsync(DbStatement statement, DbLimits limits, CancellationToken cancellationToken);
}
