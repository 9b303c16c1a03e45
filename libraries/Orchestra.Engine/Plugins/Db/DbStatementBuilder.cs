using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Language.Templates;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Db;

/// <summary>
/// Makes a statement of a step: every template in it becomes a parameter, so a value can never become SQL. The statement's text itself is
/// the tester's, and the connection is the tester's own (docs/plugins.md, "Databases").
/// </summary>
internal static class DbStatementBuilder
{
    private static readonly HashSet<string> Reads = new(StringComparer.Ordinal) { "SELECT", "WITH", "VALUES", "TABLE", "SHOW", "EXPLAIN" };

    private static readonly HashSet<string> Writes = new(StringComparer.Ordinal) { "INSERT", "UPDATE", "DELETE", "MERGE", "CALL" };

    public static (DbStatement? Statement, StepVerdict? Refusal) Build(StepExecution execution)
    {
        var meta = execution.Step.Action.Meta;
        if (meta.Sql is not { Length: > 0 } sql)
        {
            return Refuse("the step has no sql");
        }

        if (!Template.TryParse(JsonValue.Create(sql), out var template, out var faults))
        {
            return (null, StepInputs.Refuse(faults));
        }

        var (texts, values) = template.Split();
        var scanner = new SqlScanner();
        var (text, problem) = TextOf(texts, scanner);
        problem ??= Forbidden(scanner, meta.Write == true);
        if (problem is not null)
        {
            return Refuse(problem);
        }

        var (rendered, refusal) = StepInputs.Render(execution, values, "sql");
        if (refusal is not null)
        {
            return (null, refusal);
        }

        var (input, wrong) = StepInputs.Render(execution);
        return input is null
            ? (null, wrong)
            : (new DbStatement(text, ParametersOf((JsonArray)rendered!, input["parameters"] as JsonObject), meta.Write == true), null);
    }

    private static (string Text, string? Problem) TextOf(IReadOnlyList<string?> texts, SqlScanner scanner)
    {
        var sql = new StringBuilder();
        var values = 0;
        foreach (var text in texts)
        {
            if (text is not null)
            {
                scanner.Feed(text);
                sql.Append(text);
                continue;
            }

            if (!scanner.IsInCode)
            {
                return ("", "a template stands inside quotes or a comment of the sql: write it without quotes, it becomes a parameter");
            }

            scanner.Value();
            sql.Append('@').Append(NameOf(values++));
        }

        return (sql.ToString(), null);
    }

    private static string? Forbidden(SqlScanner scanner, bool isWrite) =>
        scanner.HasSecondStatement ? "the sql holds more than one statement: make a step of each"
        : Reads.Contains(scanner.FirstWord) ? null
        : !Writes.Contains(scanner.FirstWord)
            ? $"the sql begins with {(scanner.FirstWord.Length == 0 ? "nothing" : scanner.FirstWord)}: a step may be {string.Join(", ", Reads.Concat(Writes))}"
        : isWrite ? null
        : $"the sql begins with {scanner.FirstWord}: an ACTION that changes data says so with meta.write, and its profile must allow writes";

    private static Dictionary<string, JsonNode?> ParametersOf(JsonArray values, JsonObject? named)
    {
        var parameters = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (name, value) in named ?? [])
        {
            parameters[name.TrimStart('@')] = value?.DeepClone();
        }

        for (var i = 0; i < values.Count; i++)
        {
            parameters[NameOf(i)] = values[i]?.DeepClone();
        }

        return parameters;
    }

    // A name that no person gives.
    private static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"orchestra_value_{index}");

    private static (DbStatement? Statement, StepVerdict? Refusal) Refuse(string message) => (null, StepInputs.Refuse(message));
}
