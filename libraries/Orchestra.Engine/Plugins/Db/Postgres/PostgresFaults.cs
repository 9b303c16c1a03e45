using System.Net.Sockets;
using Npgsql;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Plugins.Db.Postgres;

/// <summary>What a failure of PostgreSQL or of the way to it says of the SUT (PostgreSQL 15, appendix A).</summary>
internal static class PostgresFaults
{
    private const string ReadOnlyTransaction = "25006";
    private const string QueryCancelled = "57014";

    /// <summary>The violation of a failure; null for one that is none of theirs.</summary>
    public static Violation? Of(Exception exception, TimeSpan timeout) =>
        FailureClassifier.BlockOf(exception) is { } blocked
            ? new Violation(ViolationType.OutboundBlocked, OutboundDecision.BlockedCode, blocked.Message)
            : exception switch
            {
                SecretMissingException missing => new Violation(ViolationType.ValidationError, "secret", missing.Message),
                PostgresException told => Told(told, timeout),
                NpgsqlException { InnerException: TimeoutException } or TimeoutException => Late(timeout),
                NpgsqlException or SocketException or IOException => new Violation(
                    ViolationType.NetworkError,
                    "network." + FailureClassifier.KindOf(exception).ToString().ToLowerInvariant(),
                    FailureClassifier.Describe(exception)
                ),
                NotSupportedException or InvalidCastException or ArgumentException => new Violation(
                    ViolationType.ValidationError,
                    "sql",
                    $"the statement cannot be run or its result not be read: {exception.Message}"
                ),
                _ => null,
            };

    /// <summary>Its time was over.</summary>
    public static Violation Late(TimeSpan timeout) =>
        new(ViolationType.Timeout, Steps.Poller.TimeoutCode, $"no answer within {timeout.TotalMilliseconds:0} ms");

    private static Violation Told(PostgresException told, TimeSpan timeout)
    {
        var message = $"{told.MessageText} ({told.SqlState})";
        return told.SqlState switch
        {
            QueryCancelled => Late(timeout),
            ReadOnlyTransaction => new Violation(
                ViolationType.ValidationError,
                "sql." + told.SqlState,
                $"{message}: the transaction is read-only; meta.write and a profile that allows writes open it"
            ),
            // Integrity: the database as it is does not take what the step wrote.
            ['2', '3', ..] => new Violation(ViolationType.DbAssertionFailed, "sql." + told.SqlState, message),
            // Connections, resources, the operator's doing, log-in: nothing is known of the SUT's data.
            ['0', '8', ..] or ['2', '8', ..] or ['4', '0', ..] or ['5', '3', ..] or ['5', '7', ..] or ['5', '8', ..] => new Violation(
                ViolationType.NetworkError,
                "sql." + told.SqlState,
                message
            ),
            _ => new Violation(ViolationType.ValidationError, "sql." + told.SqlState, message),
        };
    }
}
