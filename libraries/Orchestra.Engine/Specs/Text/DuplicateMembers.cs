using Orchestra.Contracts.Errors;

namespace Orchestra.Engine.Specs.Text;

/// <summary>Finds members that an object has twice: readers disagree on which one counts, so neither does.</summary>
internal static class DuplicateMembers
{
    /// <summary>Up to so many members are compared with each other; more go through a set.</summary>
    private const int PairwiseUpTo = 12;

    /// <summary>Adds a fault for every repeated member.</summary>
    public static void Find(SpecTree tree, List<Fault> faults)
    {
        for (var index = 0; index < tree.Count; index++)
        {
            if (tree[index].Kind != SpecKind.Object)
            {
                continue;
            }

            if (IsSmallAndPlain(tree, index))
            {
                FindPairwise(tree, index, faults);
            }
            else
            {
                FindInSet(tree, index, faults);
            }
        }
    }

    private static bool IsSmallAndPlain(SpecTree tree, int parent)
    {
        var members = 0;
        for (var child = parent + 1; child < tree[parent].End; child = tree[child].End)
        {
            if (++members > PairwiseUpTo || tree[child].IsNameEscaped)
            {
                return false;
            }
        }

        return true;
    }

    private static void FindPairwise(SpecTree tree, int parent, List<Fault> faults)
    {
        var json = tree.Json.Span;
        for (var child = parent + 1; child < tree[parent].End; child = tree[child].End)
        {
            var name = json.Slice(tree[child].NameStart, tree[child].NameLength);
            for (var other = parent + 1; other != child; other = tree[other].End)
            {
                ref readonly var entry = ref tree[other];
                if (entry.NameLength == name.Length && json.Slice(entry.NameStart, name.Length).SequenceEqual(name))
                {
                    Add(tree, child, other, faults);
                    break;
                }
            }
        }
    }

    private static void FindInSet(SpecTree tree, int parent, List<Fault> faults)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var child = parent + 1; child < tree[parent].End; child = tree[child].End)
        {
            var name = tree.NameOf(child);
            if (!names.TryAdd(name, child))
            {
                Add(tree, child, names[name], faults);
            }
        }
    }

    private static void Add(SpecTree tree, int child, int first, List<Fault> faults)
    {
        // One more than is listed, so that the list knows that something is missing.
        if (faults.Count <= SpecLimits.MaxFaults)
        {
            faults.Add(
                new Fault(
                    tree.PointerOf(child),
                    tree.LineOf(child),
                    $"'{tree.NameOf(child)}' stands twice in this object, first in line {tree.LineOf(first)}: remove or rename one"
                )
            );
        }
    }
}
