using System.Text.Json.Nodes;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Conditions.Rules;
using Orchestra.Generation.Conditions.Solving;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>Turns conditions on answers into rules of the steps that answer: they are the evidence that the flow was taken.</summary>
internal sealed class EvidenceWriter(IReadOnlyList<ConditionStep> steps, JsonObject data, Action<ImportWarning> warn)
{
    /// <summary>Adds the rules of a path's terms. Rules that the process gives itself (<c>orchestra:expect</c>) stand for all others.</summary>
    public void Write(IReadOnlyList<PathTerm> terms)
    {
        var takes = terms.Where(t => !t.Term.IsWish && t.Taken.Expect.Count == 0).GroupBy(t => (t.Taken.Id, t.Visit));
        foreach (var taken in takes.Where(g => g.Any(t => t.Origins.Values.Any(o => o is VariableOrigin.Response))))
        {
            Write([.. taken]);
        }
    }

    private void Write(List<PathTerm> terms)
    {
        var flow = terms[0].Taken;
        var origins = new Dictionary<VariablePath, VariableOrigin>();
        foreach (var (variable, origin) in terms.SelectMany(t => t.Origins))
        {
            origins.TryAdd(variable, origin);
        }

        var parts = terms
            .Where(t => t.Term.Condition.Expression is not null)
            .SelectMany(Parts)
            .Select(part => (Part: part, Step: LastStep(part, origins)))
            .ToList();
        var isProven = terms.TrueForAll(t => t.Term.Condition.Expression is not null);
        ConditionStep? last = null;
        foreach (var step in parts.Select(p => p.Step).OfType<ConditionStep>().Distinct().OrderBy(s => s.Index))
        {
            last = step;
            var own = parts.Where(p => p.Step == step).Select(p => p.Part).ToList();
            if (new RuleTranslator(v => Left(v, step, origins), v => Right(v, step, origins)).Translate(own) is { } rules)
            {
                AddRules(step.Draft.Rules, rules, flow.Id);
            }
            else
            {
                isProven = false;
                warn(NotExpressible(flow, step, own));
            }
        }

        isProven &= parts.TrueForAll(p => p.Part.Expression.Variables().All(v => origins[v] is not VariableOrigin.Unknown));
        if (isProven && last is not null && !last.Draft.Evidence.Contains(flow.Id, StringComparer.Ordinal))
        {
            last.Draft.Evidence.Add(flow.Id);
        }

        if (flow.DataSet is null && last is not null)
        {
            warn(NotSteered(flow, last, terms));
        }
    }

    // What is joined by and may be about several steps.
    private static IEnumerable<Conjunct> Parts(PathTerm term)
    {
        var expression = term.Term.Condition.Expression!;
        IReadOnlyList<ConditionExpression> parts = new NormalForm(new SolverBudget()).Of(expression, term.Term.Holds)
            is ConditionExpression.And and
            ? and.Parts
            : [];
        return parts.Count == 0
            ? [new Conjunct(term.Term.Flow.Id, term.Taken.Source, term.Term.Condition.Text, expression, term.Term.Holds)]
            : parts.Select(p => new Conjunct(term.Term.Flow.Id, term.Taken.Source, term.Term.Condition.Text, p));
    }

    private ConditionStep? LastStep(Conjunct part, Dictionary<VariablePath, VariableOrigin> origins)
    {
        var aliases = part
            .Expression.Variables()
            .Select(v => origins[v])
            .OfType<VariableOrigin.Response>()
            .Select(r => r.StepAlias)
            .ToList();
        return aliases.Count == 0 ? null : steps.LastOrDefault(s => aliases.Contains(s.Draft.Alias, StringComparer.Ordinal));
    }

    private static string? Left(VariablePath variable, ConditionStep step, Dictionary<VariablePath, VariableOrigin> origins) =>
        origins.GetValueOrDefault(variable) is VariableOrigin.Response response && response.StepAlias == step.Draft.Alias
            ? TemplateText.Path("response.body", response.BodyPath)
            : null;

    private string? Right(VariablePath variable, ConditionStep step, Dictionary<VariablePath, VariableOrigin> origins) =>
        origins.GetValueOrDefault(variable) switch
        {
            VariableOrigin.Response response when response.StepAlias == step.Draft.Alias =>
                $"{{{{{TemplateText.Path("response.body", response.BodyPath)}}}}}",
            VariableOrigin.Response response =>
                $"{{{{{TemplateText.Path($"steps.{response.StepAlias}.response.body", response.BodyPath)}}}}}",
            VariableOrigin.Input input when Has(input.DataPath) => $"{{{{{TemplateText.Path("data", input.DataPath)}}}}}",
            _ => null,
        };

    private bool Has(IReadOnlyList<string> path)
    {
        JsonNode? current = data;
        return path.All(name => current is JsonObject members && members.TryGetPropertyValue(name, out current));
    }

    // A rule that is there already proves this flow too: a broken one is told once.
    private static void AddRules(List<BusinessRule> present, IReadOnlyList<BusinessRule> rules, string flow)
    {
        foreach (var rule in rules)
        {
            var same = present.FindIndex(other => Same(other, rule));
            if (same < 0)
            {
                present.Add(rule.Proving(flow));
            }
            else
            {
                present[same] = present[same].Proving(flow);
            }
        }
    }

    private static bool Same(BusinessRule a, BusinessRule b) =>
        a.Op == b.Op && JsonNode.DeepEquals(a.Left, b.Left) && JsonNode.DeepEquals(a.Right, b.Right);

    private static ImportWarning NotExpressible(GraphEdge flow, ConditionStep step, List<Conjunct> parts) =>
        new(
            WarningCodes.ConditionNotARule,
            $"'{string.Join("' and '", parts.Select(p => p.Text).Distinct())}' is no rule over the answer of {step.Draft.Alias}: that the flow is taken is not proven",
            flow.Id,
            flow.Line
        );

    private static ImportWarning NotSteered(GraphEdge flow, ConditionStep step, List<PathTerm> terms) =>
        new(
            WarningCodes.ConditionNotSteered,
            $"'{string.Join("', '", terms.Select(t => t.Term.Condition.Text).Distinct())}' is about the answer of {step.Draft.Alias}: the step checks it, but no data brings it about; name a data set (orchestra:dataSet)",
            flow.Id,
            flow.Line
        );
}
