using System.Text.Json.Nodes;
using Orchestra.Engine.Language.JsonPath;
using Orchestra.Engine.Language.Templates;

namespace Orchestra.Engine.Language.Rules;

/// <summary>The values of one side of a rule.</summary>
/// <param name="Values">What was selected or rendered, copied.</param>
/// <param name="IsList">Whether the side's form allows several values, whatever their number.</param>
/// <param name="Paths">Where they came from.</param>
/// <param name="Secrets">Texts to mask.</param>
/// <param name="Faults">Why there are no values.</param>
internal sealed record RuleSide(
    IReadOnlyList<JsonNode?> Values,
    bool IsList,
    IReadOnlyList<string> Paths,
    IReadOnlyList<string> Secrets,
    IReadOnlyList<LanguageFault> Faults
)
{
    /// <summary>One value, an array of several, null for none.</summary>
    public JsonNode? Shown =>
        Values.Count == 1 ? Values[0]
        : Values.Count == 0 ? null
        : AsList();

    /// <summary>The values as an array.</summary>
    public JsonArray AsList() => [.. Values.Select(value => value?.DeepClone())];

    /// <summary>The one value.</summary>
    public JsonNode? AsOne() =>
        Values.Count == 1
            ? Values[0]
            : throw new EvaluationException(
                LanguageFaultKind.Rule,
                $"the right side selects {Values.Count} values where one is needed: use in or notIn, or take one by its index"
            );

    /// <summary>
    /// Evaluates a side. A template that is one path may select any number of values; a list that is empty although what it starts from exists
    /// has no fault, a path that leads nowhere has one.
    /// </summary>
    public static RuleSide Evaluate(Template template, RenderContext context)
    {
        if (template.WholePath is not { } selection)
        {
            return template.TryRender(context, out var rendered, out var faults)
                ? new RuleSide([rendered.Value], false, rendered.Paths, rendered.Secrets, [])
                : new RuleSide([], false, [], [], faults);
        }

        var evaluator = new ExpressionEvaluator(context);
        try
        {
            return Select(selection, evaluator);
        }
        catch (EvaluationException e)
        {
            return new RuleSide([], false, [], evaluator.Secrets, [new LanguageFault(e.Kind, e.Message, string.Empty, selection.Column)]);
        }
    }

    private static RuleSide Select(TemplateExpression.Selection selection, ExpressionEvaluator evaluator)
    {
        var isList = !selection.Path.IsSingular;
        var selected = evaluator.SelectAll(selection.Path);
        if (selected.Count == 0 && !selection.HasDefault && !(isList && evaluator.HasStart(selection.Path)))
        {
            throw evaluator.Nothing(selection.Path);
        }

        var useDefault = selection.HasDefault && (selected.Count == 0 || (selected.Count == 1 && selected[0].Value is null));
        var values = useDefault ? [selection.Default] : selected.Select(node => node.Value).ToList();
        var copies = new List<JsonNode?>(values.Count);
        foreach (var value in values)
        {
            evaluator.Budget.Output(JsonSize.Measure(value, evaluator.Budget));
            copies.Add(value?.DeepClone());
        }

        return new RuleSide(copies, isList && !useDefault, PathsOf(selected), evaluator.Secrets, []);
    }

    private static List<string> PathsOf(List<JsonPathNode> selected) => [.. selected.Select(node => node.NormalizedPath)];
}
