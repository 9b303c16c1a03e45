using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Reads all components, used or not: a fault in an unused one is a fault too.</summary>
internal sealed class ComponentsReader(OpenApiScope scope, ParameterReader parameters, OperationReader operations, ResponseReader responses)
{
    /// <summary>Reads what stands under <c>components</c>.</summary>
    public void Read(SpecNode document)
    {
        if (scope.Log.Member(document, "components"u8, SpecKind.Object) is not { } components)
        {
            return;
        }

        foreach (var kind in components.Children)
        {
            Action<SpecNode>? read = kind.Name switch
            {
                "schemas" => schema => scope.Schemas.Add(schema),
                "parameters" => parameter => parameters.Read(parameter),
                "responses" => response => responses.Read(response),
                "requestBodies" => body => operations.ReadRequestBody(body),
                "headers" => header => responses.ReadHeader(header),
                "examples" => example => scope.References.Follow(example),
                _ => null,
            };
            if (read is null || !scope.Log.Expect(kind, SpecKind.Object))
            {
                continue;
            }

            foreach (var component in kind.Children)
            {
                read(component);
            }
        }
    }
}
