using Orchestra.Engine.Specs.Text;

namespace Orchestra.Engine.Specs;

/// <summary>
/// Every schema of a spec, walked once: their references are checked and noted, their types judged.
/// References are walked from a list, never by recursion, so that neither circles nor long chains matter.
/// </summary>
internal sealed class SchemaCatalog(SpecTree tree, ImportLog log, References references, bool isDialect30)
{
    /// <summary>How many references in a row are followed for an example.</summary>
    private const int MaxFollowed = 32;

    private readonly bool[] _isWalked = new bool[tree.Count];
    private readonly Stack<SpecNode> _waiting = new();
    private readonly SchemaChecks _checks = new(log, isDialect30);

    /// <summary>References between schemas: index of the referring value and index of its target.</summary>
    public List<SchemaReference> References { get; } = [];

    /// <summary>Takes in a schema. A schema that is nothing but a reference stands for what it names.</summary>
    /// <returns>The schema, or what it names; null when it is missing or names nothing.</returns>
    public SpecNode? Add(SpecNode? schema)
    {
        if (schema is not { } node)
        {
            return null;
        }

        _waiting.Push(node);
        if (Specs.References.Of(node) is { } reference && (isDialect30 || node.CountChildren() == 1))
        {
            return SchemaTarget(reference);
        }

        return node;
    }

    /// <summary>What a schema's references end at, without a fault when they do not: the walk finds those.</summary>
    public bool TryFollow(SpecNode schema, out SpecNode target)
    {
        target = schema;
        for (var followed = 0; followed <= MaxFollowed; followed++)
        {
            if (Specs.References.Of(target) is not { } reference)
            {
                return true;
            }

            if (references.Target(reference) is not { } next)
            {
                return false;
            }

            target = next;
        }

        return false;
    }

    /// <summary>Walks what was taken in, and all that it refers to.</summary>
    public void Walk()
    {
        while (_waiting.TryPop(out var schema))
        {
            WalkSchema(schema);
        }

        References.Sort((left, right) => left.Source.CompareTo(right.Source));
    }

    private void WalkSchema(SpecNode schema)
    {
        if (_isWalked[schema.Index])
        {
            return;
        }

        _isWalked[schema.Index] = true;
        if (schema.Kind == SpecKind.Boolean && !isDialect30)
        {
            return;
        }

        if (!log.Expect(schema, SpecKind.Object))
        {
            return;
        }

        // In 3.0 a reference stands alone: what is written beside it does not count.
        if (isDialect30 && Specs.References.Of(schema) is { } only)
        {
            WalkReference(only);
            return;
        }

        foreach (var member in schema.Children)
        {
            if (SchemaKeywords.Find(member.RawName) is { } keyword)
            {
                WalkKeyword(keyword, member);
            }
        }
    }

    private void WalkKeyword(SchemaKeyword keyword, SpecNode value)
    {
        switch (keyword)
        {
            case SchemaKeyword.Schema or SchemaKeyword.SchemaOrList when value.Kind == SpecKind.Boolean:
                break;
            case SchemaKeyword.Schema:
                WalkSchema(value);
                break;
            case SchemaKeyword.SchemaOrList when value.Kind != SpecKind.Array:
                WalkSchema(value);
                break;
            case SchemaKeyword.SchemaList or SchemaKeyword.SchemaOrList:
                WalkAll(value, SpecKind.Array);
                break;
            case SchemaKeyword.SchemaMap:
                WalkAll(value, SpecKind.Object);
                break;
            case SchemaKeyword.Reference:
                WalkReference(value);
                break;
            case SchemaKeyword.Discriminator:
                WalkMapping(value);
                break;
            default:
                _checks.Check(keyword, value);
                break;
        }
    }

    private void WalkAll(SpecNode schemas, SpecKind kind)
    {
        if (log.Expect(schemas, kind))
        {
            foreach (var schema in schemas.Children)
            {
                WalkSchema(schema);
            }
        }
    }

    private void WalkReference(SpecNode reference)
    {
        if (log.Expect(reference, SpecKind.String) && SchemaTarget(reference) is { } target)
        {
            References.Add(new SchemaReference(reference.Index, target.Index));
            _waiting.Push(target);
        }
    }

    private SpecNode? SchemaTarget(SpecNode reference)
    {
        if (references.Target(reference) is not { } target)
        {
            return null;
        }

        if (target.Index == 0)
        {
            log.Fault(reference, "the reference names the whole document, which is no schema");
            return null;
        }

        return target;
    }

    /// <summary>A discriminator names schemas by reference or by their bare name under components.</summary>
    private void WalkMapping(SpecNode discriminator)
    {
        // Some generators write the name of the property where the object belongs: nothing to follow then.
        if (!log.Expect(discriminator, SpecKind.Object) || log.Member(discriminator, "mapping"u8, SpecKind.Object) is not { } mapping)
        {
            return;
        }

        foreach (var entry in mapping.Children)
        {
            if (!log.Expect(entry, SpecKind.String))
            {
                continue;
            }

            var named = tree.FindPointer("/components/schemas");
            var byName = named < 0 ? null : new SpecNode(tree, named).Member(System.Text.Encoding.UTF8.GetBytes(entry.Text));
            if (byName is { } schema)
            {
                References.Add(new SchemaReference(entry.Index, schema.Index));
                _waiting.Push(schema);
            }
            else
            {
                WalkReference(entry);
            }
        }
    }
}
