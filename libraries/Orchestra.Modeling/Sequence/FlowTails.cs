using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Sequence;

/// <summary>Makes the flows of fragments.</summary>
internal static class FlowTails
{
    /// <summary>The way out of a loop.</summary>
    public static FlowTail Exit(string source) =>
        new()
        {
            Source = source,
            Name = "done",
            IsDefault = true,
        };

    /// <summary>The way back to the head of a loop.</summary>
    /// <param name="from">The flow that ends the body.</param>
    /// <param name="again">What says that it repeats; null where the head says so.</param>
    /// <param name="most">How often a path takes it.</param>
    public static FlowTail Back(FlowTail from, FlowTail? again, int? most) =>
        new()
        {
            Source = from.Source,
            Name = again?.Name ?? from.Name,
            IsCondition = again?.IsCondition ?? from.IsCondition,
            IsDefault = from.IsDefault,
            DataSet = from.DataSet,
            Expect = from.Expect,
            MaxLoopIterations = most,
            Line = again?.Line ?? from.Line,
        };

    /// <summary>The way from a gateway into a branch.</summary>
    public static FlowTail Into(string source, FragmentBranch branch, bool isDefault, BusinessRule? expected, bool isCondition = true) =>
        new()
        {
            Source = source,
            Name =
                branch.Guard.Length > 0 ? branch.Guard
                : isDefault ? "else"
                : null,
            IsCondition = isCondition && !isDefault && branch.Guard.Length > 0,
            IsDefault = isDefault,
            DataSet = branch.Directives["dataSet"],
            Expect = [.. branch.Directives.Expect, .. expected is null ? (BusinessRule[])[] : [expected]],
            Line = branch.Line,
        };

    /// <summary>A way into a branch that no gateway decides, with what comments say of it.</summary>
    public static FlowTail Into(FlowTail tail, FragmentBranch branch) =>
        branch.Directives.Given.Count == 0
            ? tail
            : new FlowTail
            {
                Source = tail.Source,
                Name = tail.Name,
                IsCondition = tail.IsCondition,
                IsDefault = tail.IsDefault,
                DataSet = branch.Directives["dataSet"] ?? tail.DataSet,
                Expect = [.. tail.Expect, .. branch.Directives.Expect],
                Line = tail.Line,
            };
}
