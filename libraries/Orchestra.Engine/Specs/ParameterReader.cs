using Orchestra.Contracts.Specs;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Reads lists of parameters.</summary>
internal sealed class ParameterReader(OpenApiScope scope, ContentReader contents, ExampleReader examples)
{
    private readonly Dictionary<int, ReadParameter?> _read = [];

    /// <summary>The parameters of a path item or an operation; null when some could not be read, so that nothing is known of what is missing.</summary>
    public List<ReadParameter>? ReadList(SpecNode holder)
    {
        var parameters = new List<ReadParameter>();
        if (holder.Member("parameters"u8) is not { } list)
        {
            return parameters;
        }

        if (!scope.Log.Expect(list, SpecKind.Array))
        {
            return null;
        }

        var isComplete = true;
        foreach (var item in list.Children)
        {
            if (Read(item) is not { } parameter)
            {
                isComplete = false;
            }
            else if (parameters.Exists(other => other.IsSameAs(parameter)))
            {
                scope.Log.Fault(
                    item,
                    $"the {parameter.Parameter.In} parameter '{parameter.Parameter.Name}' is declared twice in this list"
                );
            }
            else
            {
                parameters.Add(parameter);
            }
        }

        return isComplete ? parameters : null;
    }

    /// <summary>One parameter, through references; null when it is broken.</summary>
    public ReadParameter? Read(SpecNode item)
    {
        if (!scope.Log.Expect(item, SpecKind.Object) || scope.References.Follow(item) is not { } node)
        {
            return null;
        }

        if (!_read.TryGetValue(node.Index, out var parameter))
        {
            _read[node.Index] = parameter = ReadOne(node);
        }

        return parameter is null ? null : parameter with { Declared = item };
    }

    private ReadParameter? ReadOne(SpecNode node)
    {
        if (!scope.Log.Expect(node, SpecKind.Object))
        {
            return null;
        }

        var name = Needed(node, "name"u8, "name");
        var place = Needed(node, "in"u8, "in");
        if (place is not (null or "path" or "query" or "header" or "cookie"))
        {
            scope.Log.Fault(node.Member("in"u8)!.Value, $"'in' must be path, query, header or cookie, but is '{place}'");
            place = null;
        }

        var isRequired = scope.Log.Flag(node, "required"u8);
        var schema = scope.Schemas.Add(node.Member("schema"u8));
        var example = examples.Read(node, schema);
        var pointer = scope.Pointer(schema);
        var index = schema?.Index;
        string? contentType = null;
        if (contents.Read(node, isRequired) is { } content)
        {
            contentType = content.Body.ContentType;
            index ??= content.Schema;
            pointer ??= content.Body.SchemaPointer;
            example ??= content.Body.Example;
        }

        if (name is null || place is null)
        {
            return null;
        }

        if (place == "path" && !isRequired)
        {
            scope.Log.Warn(
                ImportCodes.PathParameterRequired,
                node,
                $"the path parameter '{name}' does not say 'required: true': it is taken as required, as it must be"
            );
            isRequired = true;
        }

        var parameter = new SpecParameter(name, place, isRequired, pointer, example)
        {
            Style = contentType is null ? Style(node, place) : null,
            Explode = contentType is null ? scope.Log.OptionalFlag(node, "explode"u8) : null,
            AllowReserved = scope.Log.OptionalFlag(node, "allowReserved"u8) is true ? true : null,
            ContentType = contentType,
        };
        return new ReadParameter(parameter, index, node);
    }

    private string? Style(SpecNode node, string place)
    {
        if (scope.Log.Text(node, "style"u8) is not { } style)
        {
            return null;
        }

        string[] known = place switch
        {
            "path" => ["simple", "label", "matrix"],
            "query" => ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "header" => ["simple"],
            _ => ["form"],
        };
        if (known.Contains(style, StringComparer.Ordinal))
        {
            return style;
        }

        scope.Log.Warn(
            ImportCodes.NotCovered,
            node.Member("style"u8)!.Value,
            $"a {place} parameter has no style '{style}', only {string.Join(", ", known)}: it is written as {known[0]}"
        );
        return null;
    }

    private string? Needed(SpecNode node, ReadOnlySpan<byte> member, string name)
    {
        if (node.Member(member) is null)
        {
            scope.Log.Fault(node, $"this parameter has no '{name}'");
            return null;
        }

        return scope.Log.Text(node, member);
    }
}
