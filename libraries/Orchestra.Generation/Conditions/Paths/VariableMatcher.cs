using Orchestra.Contracts.Processes;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Inputs;
using Orchestra.Generation.Steps;
using Orchestra.Generation.Wiring;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>
/// Finds the variables of a process's conditions among what a step sends and is answered: by their whole name, else without what only names
/// the step or its resource (<c>application.amount</c>), else by the last name, where only one member ends so.
/// </summary>
internal sealed class VariableMatcher(IReadOnlyList<VariablePath> vocabulary)
{
    private static readonly HashSet<string> _wrappers = new(
        "data input request body payload execution variable response result output".Split(' ').Select(Words.Stem),
        StringComparer.Ordinal
    );

    private readonly Dictionary<string, StepVariables> _byNode = new(StringComparer.Ordinal);
    private readonly Dictionary<int, SchemaMembers> _members = [];

    /// <summary>The variables that a node's endpoint knows.</summary>
    public StepVariables Of(GraphNode node, BoundEndpoint endpoint)
    {
        if (_byNode.TryGetValue(node.Id, out var known))
        {
            return known;
        }

        if (!_members.TryGetValue(endpoint.Index, out var members))
        {
            members = new SchemaMembers(endpoint.Spec);
            _members[endpoint.Index] = members;
        }

        var owners = OwnersOf(node, endpoint);
        var inputs = new Dictionary<VariablePath, SchemaMember>();
        var answers = new Dictionary<VariablePath, SchemaMember>();
        foreach (var variable in vocabulary)
        {
            Note(inputs, variable, members.Inputs, owners);
            Note(answers, variable, members.Answers, owners);
        }

        return _byNode[node.Id] = new StepVariables(inputs, answers);
    }

    private static void Note(
        Dictionary<VariablePath, SchemaMember> found,
        VariablePath variable,
        IReadOnlyList<SchemaMember> members,
        HashSet<string> owners
    )
    {
        if (Find(variable, members, owners) is { } member)
        {
            found[variable] = member;
        }
    }

    private static SchemaMember? Find(VariablePath variable, IReadOnlyList<SchemaMember> members, HashSet<string> owners)
    {
        for (var skipped = 0; skipped < variable.Segments.Count; skipped++)
        {
            if (skipped > 0 && !owners.Contains(SchemaMembers.WordsOf([variable.Segments[skipped - 1]])))
            {
                return null;
            }

            var words = SchemaMembers.WordsOf(variable.Segments.Skip(skipped));
            if (words.Length > 0 && members.FirstOrDefault(m => m.Words == words) is { } member)
            {
                return member;
            }
        }

        var only = variable.Segments.Count == 1 ? SchemaMembers.WordsOf(variable.Segments) : string.Empty;
        return only.Length > 0 && members.Where(m => SchemaMembers.WordsOf([m.Path[^1]]) == only).Take(2).ToList() is [var one]
            ? one
            : null;
    }

    // What a variable's first names may be that are no member: the step, its resource, a mere wrapper.
    private static HashSet<string> OwnersOf(GraphNode node, BoundEndpoint endpoint)
    {
        var owners = new HashSet<string>(_wrappers, StringComparer.Ordinal) { SchemaMembers.WordsOf([StepAliases.Plain(node)]) };
        foreach (var segment in PathTemplate.Of(endpoint.Spec.Path).Segments)
        {
            owners.Add(SchemaMembers.WordsOf([segment]));
        }

        foreach (var pointer in new[] { endpoint.Spec.RequestBody?.SchemaPointer, SuccessResponse.Of(endpoint.Spec).Body?.SchemaPointer })
        {
            if (pointer is not null)
            {
                owners.Add(string.Join(' ', ResourceWords.OfSchema(pointer[(pointer.LastIndexOf('/') + 1)..])));
            }
        }

        owners.UnionWith(ResourceWords.Of(StepAliases.Plain(node)));
        owners.Remove(string.Empty);
        return owners;
    }
}
