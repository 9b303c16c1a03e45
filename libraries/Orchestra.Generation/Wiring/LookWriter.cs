using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Wiring;

/// <summary>
/// Writes how a message or a row is looked for. A message is found by the run's correlation id, a row by a column with it, and both by
/// the ids that earlier answers gave: those must be the same.
/// </summary>
/// <param name="node">The node, whose attributes go before what the spec says.</param>
/// <param name="target">The channel or the table.</param>
/// <param name="seen">The members of a message or a row.</param>
/// <param name="earlier">The steps before, in order.</param>
internal sealed partial class LookWriter(
    GraphNode node,
    BoundEndpoint target,
    IReadOnlyList<ResponseField> seen,
    IReadOnlyList<EarlierStep> earlier
)
{
    private static readonly string _correlation = Words.Stem("correlation");
    private readonly List<StepWiring> _wiring = [];
    private readonly List<BusinessRule> _rules = [];

    /// <summary>What was wired, in the order of the members.</summary>
    public IReadOnlyList<StepWiring> Wiring => _wiring;

    /// <summary>What the spec alone lets be asked of what is found.</summary>
    public IReadOnlyList<BusinessRule> Rules => _rules;

    /// <summary>The body that an endpoint shows to who looks; null for none.</summary>
    public static SpecBody? BodyOf(BoundEndpoint endpoint) =>
        endpoint.Spec.Responses.GetValueOrDefault(endpoint.Spec.Method == BoundEndpoint.Select ? "rows" : "message")?.Body;

    /// <summary>How to look; null for a table of which nothing says which rows are meant.</summary>
    public StepMeta? Write() =>
        target.Channel switch
        {
            ChannelType.Db => Statement() is { } sql ? new StepMeta { DataSource = target.ServiceName, Sql = sql } : null,
            ChannelType.Kafka => Message("message.value") with { ClusterAlias = target.ServiceName, KeyExpression = Text(node.MessageKey) },
            _ => Message("message.body") with
            {
                BrokerAlias = target.ServiceName,
                Exchange = target.Spec.Exchange,
                // Where the address has parameters, any of their values.
                BindingKey = target.Spec.Exchange is null ? null : Parameter().Replace(target.Spec.Path, "*"),
            },
        };

    private StepMeta Message(string root)
    {
        foreach (var field in seen.Where(field => field.Path is [string] && !field.IsListed && field.Words.Count > 1))
        {
            var name = (string)field.Path[0];
            if (Sure(new Reference(name, null, false, field.Type)) is { } wired)
            {
                _rules.Add(
                    new BusinessRule(JsonValue.Create($"{{{{{TemplateText.Path(root, [name])}}}}}"), "eq", wired.Template?.DeepClone())
                );
                _wiring.Add(new StepWiring(TemplateText.Path(root, [name]), wired.Source, wired.By));
            }
        }

        return new StepMeta { CorrelationIdExpr = Text(node.CorrelationId) };
    }

    private string? Statement()
    {
        if (node.Sql is { } own)
        {
            return own;
        }

        var columns = seen.Where(field => field.Path is [string] && !field.IsListed).ToList();
        var conditions = columns.Select(Condition).OfType<string>().ToList();
        return conditions.Count == 0
            ? null
            : $"select {string.Join(", ", columns.Select(column => Identifier((string)column.Path[0])))} from {string.Join('.', target.Spec.Path.Split('.').Select(Identifier))} where {string.Join(" and ", conditions)}";
    }

    private string? Condition(ResponseField column)
    {
        var name = (string)column.Path[0];
        if (column.Words.Contains(_correlation, StringComparer.Ordinal) && ResourceWords.IsId(column.Words[^1]))
        {
            return $"{Identifier(name)} = {{{{run.correlationId}}}}";
        }

        if (Sure(new Reference(name, target.Spec.Path[(target.Spec.Path.LastIndexOf('.') + 1)..], false, null)) is not { } wired)
        {
            return null;
        }

        _wiring.Add(new StepWiring($"sql.{name}", wired.Source, wired.By));
        return $"{Identifier(name)} = {(string?)wired.Template}";
    }

    // A wrong id would find nothing: what is only likely is not asked for.
    private WiredValue? Sure(Reference reference) =>
        ResourceWords.Of(reference.Name) is [.., var last]
        && ResourceWords.IsId(last)
        && IdWiring.Find(reference, earlier) is { By: WiringSource.Name } wired
            ? wired
            : null;

    private static JsonValue? Text(string? text) => text is null ? null : JsonValue.Create(text);

    // Quoted where SQL could read it as something else.
    private static string Identifier(string name) =>
        PlainName().IsMatch(name) && !_reserved.Contains(name) ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Of PostgreSQL 15, appendix C: those that cannot name a column or a table.
    private static readonly HashSet<string> _reserved = new(
        """
        all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column concurrently
        constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user default
        deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in initially inner
        intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or
        order outer overlaps placing primary references returning right select session_user similar some symmetric table tablesample then to
        trailing true union unique user using variadic verbose when where window with
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal
    );

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]*\z")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Parameter();
}
