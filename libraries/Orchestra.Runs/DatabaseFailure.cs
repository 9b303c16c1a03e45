using Npgsql;

namespace Orchestra.Runs;

/// <summary>What a failure of the database says about the statement that it met.</summary>
public static class DatabaseFailure
{
    /// <summary>
    /// The connection was cut or could not be had, or the server stops, starts or is full: nobody's fault who asked, and the same
    /// statement may succeed on another connection.
    /// </summary>
    public static bool IsCutOff(Exception exception) =>
        exception is PostgresException { SqlState: var state }
            ? IsShutdown(state) || IsConnection(state) || IsPassing(state)
            : exception is NpgsqlException { IsTransient: true };

    /// <summary>The server took the statement back: nothing of it is written.</summary>
    internal static bool IsRolledBack(Exception exception) =>
        exception is PostgresException { SqlState: var state } && !IsConnection(state) && !IsShutdown(state);

    /// <summary>It would be refused again: a value that cannot be stored, a fault of ours.</summary>
    internal static bool IsRefused(Exception exception) =>
        exception is not NpgsqlException
        || (IsRolledBack(exception) && exception is PostgresException { SqlState: var state } && !IsPassing(state));

    private static bool IsConnection(string state) => state.StartsWith("08", StringComparison.Ordinal);

    // admin_shutdown (a session that was terminated, too), crash_shutdown, cannot_connect_now.
    private static bool IsShutdown(string state) => state.StartsWith("57P", StringComparison.Ordinal);

    private static bool IsPassing(string state) =>
        state
            is PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.LockNotAvailable
                or PostgresErrorCodes.TooManyConnections;
}
