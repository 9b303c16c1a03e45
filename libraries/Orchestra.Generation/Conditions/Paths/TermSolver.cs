using System.Text.Json.Nodes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Conditions.Solving;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>Solves the terms of one path: with one value for each name if that can be, else with one for each time it is sent.</summary>
internal sealed class TermSolver(IReadOnlyList<PathTerm> terms, IReadOnlyList<ConditionStep> steps, bool hasSpecs, int seed)
{
    private readonly JsonObject _data = [];
    private readonly List<string> _needs = [];

    public ConditionOutcome Solve()
    {
        var hard = terms.Where(t => !t.Term.IsWish && t.Term.Condition.Expression is not null).ToList();
        var wishes = terms.Where(t => t.Term is { IsWish: true, Condition.Expression: not null }).ToList();
        var tags = new VariableTags(terms, hasSpecs, apart: false);
        var solution = Solve(tags, [.. hard, .. wishes]);
        if (wishes.Count > 0 && (solution.Contradiction is not null || solution.Unsolved.Count > 0))
        {
            solution = Solve(tags, hard);
        }

        if (solution.Contradiction is not null)
        {
            tags = new VariableTags(terms, hasSpecs, apart: true);
            solution = Solve(tags, hard);
        }

        foreach (var term in terms)
        {
            NoteNeed(term, tags, solution);
        }

        WriteData(tags, solution);
        var infeasible = solution.Contradiction is { } contradiction ? new Infeasibility(contradiction.NodeId, contradiction.Reason) : null;
        return new ConditionOutcome(_data, _needs, infeasible);
    }

    private PathSolution Solve(VariableTags tags, IReadOnlyList<PathTerm> chosen)
    {
        var domains = new Dictionary<VariablePath, VariableDomain>();
        foreach (var (variable, origin) in tags.Origins)
        {
            if (DomainOf(origin) is { } domain)
            {
                domains[variable] = domain;
            }
        }

        return ConditionSolver.Solve([.. chosen.Select(tags.ConjunctOf)], domains, seed);
    }

    private VariableDomain? DomainOf(VariableOrigin origin) =>
        origin switch
        {
            VariableOrigin.Input input => steps
                .Where(s => input.StepAlias is null || s.Draft.Alias == input.StepAlias)
                .SelectMany(s => s.Variables.Inputs.Values)
                .FirstOrDefault(m => m.Path.SequenceEqual(input.DataPath))
                ?.Domain,
            VariableOrigin.Response response => steps
                .First(s => s.Draft.Alias == response.StepAlias)
                .Variables.Answers.Values.First(m => m.Path.SequenceEqual(response.BodyPath))
                .Domain,
            _ => null,
        };

    private void NoteNeed(PathTerm term, VariableTags tags, PathSolution solution)
    {
        if (!IsShown(term))
        {
            return;
        }

        var isOpen =
            term.Term.Condition.NeedsData
            || (hasSpecs && term.Origins.Values.Any(o => o is VariableOrigin.Unknown))
            || solution.Unsolved.Contains(tags.ConjunctOf(term))
            || solution.Contradiction?.Conjuncts.Contains(tags.ConjunctOf(term)) == true;
        if (isOpen)
        {
            AddNeed(term);
        }
    }

    // Flows before the one taken are shown where they are taken.
    private static bool IsShown(PathTerm term) => !term.IsSteered && !term.Term.IsWish && (term.Term.Holds || term.Taken.IsDefault);

    private void AddNeed(PathTerm term)
    {
        if (!_needs.Contains(term.Need, StringComparer.Ordinal))
        {
            _needs.Add(term.Need);
        }
    }

    private void WriteData(VariableTags tags, PathSolution solution)
    {
        foreach (var (variable, origin) in tags.Origins)
        {
            if (!solution.Values.TryGetValue(variable, out var value))
            {
                continue;
            }

            switch (origin)
            {
                case VariableOrigin.Input input:
                    WriteInput(input, variable.Version, JsonValues.Write(value));
                    break;
                case VariableOrigin.Unknown when IsWanted(tags, variable) && !Put(variable.Segments, JsonValues.Write(value)):
                    // A loop asks for another value each time: the data set has one.
                    foreach (var term in terms.Where(t => IsShown(t) && Reads(tags, t, variable)))
                    {
                        AddNeed(term);
                    }

                    break;
            }
        }
    }

    // Where a data set steers every flow that reads it, a name that nothing sends would only be in the way.
    private bool IsWanted(VariableTags tags, VariablePath variable) =>
        terms.Any(t => t.Taken.DataSet is null && !t.Term.IsWish && Reads(tags, t, variable));

    private static bool Reads(VariableTags tags, PathTerm term, VariablePath variable) =>
        term.Origins.Keys.Any(path => tags.Tagged(term, path).Equals(variable));

    private void WriteInput(VariableOrigin.Input input, string version, JsonNode? value)
    {
        var path = input.DataPath;
        if (!Put(path, value))
        {
            path = [version, .. input.DataPath];
            if (version.Length == 0 || !Put(path, value))
            {
                return;
            }
        }

        foreach (var step in steps.Where(s => version.Length == 0 || s.Draft.Alias == version))
        {
            if (step.Variables.Inputs.Values.Any(m => m.Path.SequenceEqual(input.DataPath)) && step.Takes(input.DataPath))
            {
                step.Send(input.DataPath, path);
            }
        }
    }

    // False where something else is there already.
    private bool Put(IReadOnlyList<string> path, JsonNode? value)
    {
        var parent = _data;
        foreach (var name in path.SkipLast(1))
        {
            if (!parent.TryGetPropertyValue(name, out var inner))
            {
                inner = new JsonObject();
                parent[name] = inner;
            }

            if (inner is not JsonObject members)
            {
                return false;
            }

            parent = members;
        }

        if (parent.TryGetPropertyValue(path[^1], out var present))
        {
            return JsonNode.DeepEquals(present, value);
        }

        parent[path[^1]] = value;
        return true;
    }
}
