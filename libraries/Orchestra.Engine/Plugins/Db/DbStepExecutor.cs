using System.Text.Json.Nodes;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Masking;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Db;

/// <summary>
/// DB steps: one statement in a transaction of its own, read-only unless step and profile both allow writes. An ASSERTION looks again over
/// the same connection until its rules hold; without rules it waits for a row.
/// </summary>
internal sealed class DbStepExecutor(IReadOnlyList<IDatabase> databases, IContractValidator contracts, TimeProvider time) : IStepExecutor
{
    private const int DefaultMaxRows = 1_000;
    private const int DefaultMaxBytes = 1024 * 1024;

    private readonly Poller _poller = new(time);

    /// <inheritdoc />
    public async Task<StepVerdict> ExecuteAsync(StepExecution execution, CancellationToken cancellationToken)
    {
        var (profile, database, refusal) = Target(execution);
        if (refusal is not null)
        {
            return refusal;
        }

        var (statement, wrong) = DbStatementBuilder.Build(execution);
        if (statement is null)
        {
            return wrong!;
        }

        if (statement.IsWrite && !profile!.AllowWrites)
        {
            return StepInputs.Refuse($"the profile of '{execution.Step.Action.Meta.DataSource}' does not allow writes");
        }

        await using var link = new DbLink(database!, profile!, execution);
        var sent = new StepPayload { Sent = SentOf(execution, statement) };
        return execution.Step.Kind == StepKind.Assertion
            ? await _poller.PollAsync(execution.Step, (left, stop) => LookAsync(link, statement, sent, left, stop), cancellationToken)
            : await LookAsync(link, statement, sent, Poller.TimeoutOf(execution.Step), cancellationToken);
    }

    private async Task<StepVerdict> LookAsync(
        DbLink link,
        DbStatement statement,
        StepPayload sent,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var execution = link.Execution;
        var limits = new DbLimits(timeout, DefaultMaxRows, execution.Step.Action.Meta.MaxBodyBytes ?? DefaultMaxBytes);
        var answer = await link.RunAsync(statement, limits, cancellationToken);
        if (answer.Result is not { } result)
        {
            return new StepVerdict(StepVerdict.StatusOf([answer.Fault!]), sent with { Violations = [answer.Fault!] });
        }

        var payload = sent with { DbResult = result };
        var (endpoint, _) = StepInputs.Endpoint(execution);
        var violations = new List<Violation>(contracts.Check(execution.Step, endpoint, payload));
        var isWaiting = execution.Step.Kind == StepKind.Assertion && execution.Step.Expectations.BusinessRules.Count == 0;
        if (isWaiting && result["rows"]!.AsArray().Count == 0)
        {
            violations.Add(new Violation(ViolationType.DbAssertionFailed, "db.no-row", "the statement found no row"));
        }

        return ResultJudge.Judge(execution, payload, violations);
    }

    private (DbProfile? Profile, IDatabase? Database, StepVerdict? Refusal) Target(StepExecution execution)
    {
        var alias = execution.Step.Action.Meta.DataSource;
        if (alias is null || !execution.Context.Plan.Environment.DbProfiles.TryGetValue(alias, out var profile))
        {
            var known = string.Join(", ", execution.Context.Plan.Environment.DbProfiles.Keys.Order(StringComparer.Ordinal));
            return (
                null,
                null,
                StepInputs.Refuse(
                    $"the environment has no database '{alias}' (dataSource); it has {(known.Length == 0 ? "none" : known)}: add it to dbProfiles"
                )
            );
        }

        var database = databases.FirstOrDefault(database => database.Kind == profile.Kind);
        return (
            profile,
            database,
            database is null ? StepInputs.Refuse($"this build has no driver for databases of the kind {profile.Kind}") : null
        );
    }

    private static JsonObject SentOf(StepExecution execution, DbStatement statement)
    {
        var masker = new Masker(execution.Context.Plan.Environment.Mask);
        return new JsonObject
        {
            ["dataSource"] = execution.Step.Action.Meta.DataSource,
            ["sql"] = statement.Text,
            ["parameters"] = new JsonObject(
                statement.Parameters.Select(parameter =>
                    KeyValuePair.Create(
                        parameter.Key,
                        masker.HidesHeader(parameter.Key) ? JsonValue.Create(Masker.Mask) : parameter.Value?.DeepClone()
                    )
                )
            ),
        };
    }
}
