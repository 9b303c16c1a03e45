using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>A path of a spec with its placeholders.</summary>
/// <param name="Text">The path as the spec writes it.</param>
/// <param name="Names">Names of the placeholders.</param>
internal sealed record PathTemplate(string Text, IReadOnlyList<string> Names)
{
    /// <summary>Reads the name of a path item; null, with faults, when it is no path.</summary>
    public static PathTemplate? Read(SpecNode pathItem, ImportLog log)
    {
        var path = pathItem.Name;
        if (!path.StartsWith('/'))
        {
            log.Fault(pathItem, $"the path '{path}' must start with '/'");
            return null;
        }

        if (path.AsSpan().IndexOfAny('?', '#') >= 0)
        {
            log.Fault(pathItem, $"the path '{path}' holds '?' or '#': declare query parameters instead");
            return null;
        }

        var names = new List<string>();
        for (var position = 0; position < path.Length; position++)
        {
            if (path[position] == '}' || (path[position] == '{' && End(path, position) < 0))
            {
                log.Fault(pathItem, $"the path '{path}' has a brace without its partner");
                return null;
            }

            if (path[position] == '{')
            {
                var name = path[(position + 1)..End(path, position)];
                if (name.Length == 0 || names.Contains(name))
                {
                    log.Fault(
                        pathItem,
                        name.Length == 0
                            ? $"the path '{path}' has a placeholder without a name"
                            : $"the path '{path}' has the placeholder '{name}' twice"
                    );
                    return null;
                }

                names.Add(name);
                position = End(path, position);
            }
        }

        return new PathTemplate(path, names);
    }

    private static int End(string path, int start)
    {
        var end = path.AsSpan(start + 1).IndexOfAny('{', '}');
        return end >= 0 && path[start + 1 + end] == '}' ? start + 1 + end : -1;
    }
}
