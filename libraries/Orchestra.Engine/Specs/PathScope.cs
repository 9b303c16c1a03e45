namespace Orchestra.Engine.Specs;

/// <summary>What the operations of one path share.</summary>
/// <param name="Template">The path.</param>
/// <param name="BasePath">What the server puts in front.</param>
/// <param name="Summary">The path item's summary.</param>
/// <param name="Parameters">Parameters of all its operations.</param>
/// <param name="IsComplete">Whether all of these could be read.</param>
internal sealed record PathScope(
    PathTemplate Template,
    string BasePath,
    string? Summary,
    IReadOnlyList<ReadParameter> Parameters,
    bool IsComplete
)
{
    /// <summary>A fault when a path parameter has no place in the path.</summary>
    public void CheckDeclared(ReadParameter parameter, ImportLog log)
    {
        if (parameter.Parameter.In == "path" && !Template.Names.Contains(parameter.Parameter.Name))
        {
            log.Fault(
                parameter.Declared,
                $"the path parameter '{parameter.Parameter.Name}' has no placeholder in '{Template.Text}': write '{{{parameter.Parameter.Name}}}' there or remove it"
            );
        }
    }
}
