using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Reads the operations of one path.</summary>
internal sealed class PathItemReader(OpenApiScope scope, ParameterReader parameters, OperationReader operations)
{
    /// <summary>The operations in the order of the spec.</summary>
    /// <param name="item">A member of <c>paths</c>.</param>
    /// <param name="basePath">What the document's server puts in front.</param>
    /// <param name="dialect">Dialect of the schemas.</param>
    public IEnumerable<ReadOperation> Read(SpecNode item, string basePath, string dialect)
    {
        var template = PathTemplate.Read(item, scope.Log);
        if (
            !scope.Log.Expect(item, SpecKind.Object)
            || scope.References.Follow(item) is not { } node
            || !scope.Log.Expect(node, SpecKind.Object)
        )
        {
            yield break;
        }

        var shared = parameters.ReadList(node);
        var path = new PathScope(
            // A broken path has its fault; its operations are read for theirs.
            template ?? new PathTemplate(item.Name, []),
            scope.Servers.Read(node) ?? basePath,
            scope.Log.Text(node, "summary"u8),
            shared ?? [],
            IsComplete: shared is not null && template is not null
        );
        if (path.IsComplete)
        {
            foreach (var parameter in path.Parameters)
            {
                path.CheckDeclared(parameter, scope.Log);
            }
        }

        foreach (var member in node.Children)
        {
            if (IsMethod(member) && scope.Log.Expect(member, SpecKind.Object))
            {
                yield return operations.Read(member, path, dialect);
            }
        }
    }

    private bool IsMethod(SpecNode member)
    {
        var name = member.Name;
        switch (name)
        {
            case "get" or "put" or "post" or "delete" or "options" or "head" or "patch" or "trace":
                return true;
            case "$ref" or "summary" or "description" or "servers" or "parameters":
                return false;
            default:
                if (!member.IsExtension)
                {
                    var isUpper =
                        name.ToLowerInvariant() is "get" or "put" or "post" or "delete" or "options" or "head" or "patch" or "trace";
                    scope.Log.Fault(
                        member,
                        isUpper
                            ? $"write the method '{name}' in lower case"
                            : $"unknown method '{name}': a path has get, put, post, delete, options, head, patch and trace"
                    );
                }

                return false;
        }
    }
}
