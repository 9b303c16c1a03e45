using System.Text.Json;
using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>Finds the example that a spec gives for a parameter or body.</summary>
internal sealed class ExampleReader(OpenApiScope scope)
{
    /// <summary>The holder's own example, else the first of its examples, else what its schema says by example or default; null for none.</summary>
    /// <param name="holder">A parameter or a media type.</param>
    /// <param name="schema">Its schema.</param>
    public JsonElement? Read(SpecNode holder, SpecNode? schema)
    {
        // All are looked at, so that a broken reference in the third is a fault too.
        var named = FirstNamed(holder);
        var found = holder.Member("example"u8) ?? named ?? OfSchema(schema);
        return found is { } example ? scope.Element(example) : null;
    }

    private SpecNode? FirstNamed(SpecNode holder)
    {
        SpecNode? first = null;
        if (scope.Log.Member(holder, "examples"u8, SpecKind.Object) is not { } examples)
        {
            return null;
        }

        foreach (var example in examples.Children)
        {
            if (scope.References.Follow(example) is { } target && scope.Log.Expect(target, SpecKind.Object))
            {
                first ??= target.Member("value"u8);
            }
        }

        return first;
    }

    private SpecNode? OfSchema(SpecNode? schema)
    {
        if (schema is not { } node)
        {
            return null;
        }

        // The schema's own words first: beside a reference they stand closer to the parameter.
        var found = node.Member("example"u8) ?? First(node.Member("examples"u8)) ?? node.Member("default"u8);
        if (found is not null || References.Of(node) is null || !scope.Schemas.TryFollow(node, out var target))
        {
            return found;
        }

        return target.Member("example"u8) ?? First(target.Member("examples"u8)) ?? target.Member("default"u8);
    }

    private static SpecNode? First(SpecNode? examples)
    {
        if (examples is { Kind: SpecKind.Array } array)
        {
            foreach (var example in array.Children)
            {
                return example;
            }
        }

        return null;
    }
}
