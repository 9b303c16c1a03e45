using System.Text.RegularExpressions;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;

namespace Orchestra.Benchmarks.Ledger;

/// <summary>The stores' own SQL as a script of pgbench: one of its transactions is one step, and every twentieth ends a run and claims the next.</summary>
internal static partial class PgbenchScript
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        // What the claim answers becomes variables of these names (\gset).
        ["tenant"] = "tenant_id",
        ["run"] = "id",
        ["epoch"] = "lease_epoch",
    };

    /// <summary>The script.</summary>
    public static string Text { get; } =
        $"""
            \if :step >= {StepSample.StepsPerRun}
            {Of(JournalStore.FinishSql)};
            {Of(LeaseStore.ClaimSql)} \gset
            \set step 0
            \endif
            {Of(JournalStore.StartSql, "start_event")};
            {Of(JournalStore.CompleteSql, "result_event")};
            \set step :step + 1
            """;

    private static string Of(string sql, string eventVariable = "")
    {
        // pgbench looks for variables inside quotes too: the colon of 'step:start' is written as an escape, the same constant to the server.
        var text = QuotedColon().Replace(sql.Replace("{fence}", Fence.Sql, StringComparison.Ordinal), @"E'$1\x3a$2'");
        // pgbench sends parameters without types; Npgsql names them, which matters where any type fits.
        text = text.Replace("'status', @status", "'status', @status::text", StringComparison.Ordinal);
        return Parameter().Replace(text, match => ":" + (match.Groups[1].Value is "event" ? eventVariable : Named(match.Groups[1].Value)));
    }

    private static string Named(string parameter) => Variables.GetValueOrDefault(parameter, parameter);

    [GeneratedRegex("'([a-z]+):([a-z]+)'")]
    private static partial Regex QuotedColon();

    [GeneratedRegex("@([a-z_]+)")]
    private static partial Regex Parameter();
}
