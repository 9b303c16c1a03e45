using System.Globalization;

namespace Orchestra.Benchmarks.Measuring;

/// <summary>CPU time out of <c>/proc/PID/stat</c>, in the kernel's ticks of 10 ms.</summary>
internal static class ProcessTimes
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>User and system time of this process, without its children.</summary>
    public static TimeSpan OfSelf() => Sum(Read("self"), children: false);

    /// <summary>Time of children of this process that have ended.</summary>
    public static TimeSpan OfEndedChildren() => Sum(Read("self"), children: true);

    /// <summary>Time of a server and its processes, those that have ended included.</summary>
    public static TimeSpan OfServer(int processId)
    {
        // A process that ends between two looks would be counted twice or not at all: look until none did.
        while (true)
        {
            var (before, children) = (Of(processId), ChildrenOf(processId));
            var living = children.Aggregate(TimeSpan.Zero, (sum, id) => sum + Of(id));
            if (Of(processId) == before && ChildrenOf(processId).SequenceEqual(children))
            {
                return before + living;
            }
        }
    }

    /// <summary>Living direct children.</summary>
    public static IReadOnlyList<int> ChildrenOf(int processId)
    {
        var children = File.ReadAllText($"/proc/{processId}/task/{processId}/children");
        return [.. children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
    }

    /// <summary>The parent of a process.</summary>
    public static int ParentOf(int processId) =>
        int.Parse(Read(processId.ToString(CultureInfo.InvariantCulture))[1], CultureInfo.InvariantCulture);

    private static TimeSpan Of(int processId)
    {
        try
        {
            var fields = Read(processId.ToString(CultureInfo.InvariantCulture));
            return Sum(fields, children: false) + Sum(fields, children: true);
        }
        catch (IOException)
        {
            return TimeSpan.Zero;
        }
    }

    // utime, stime, cutime, cstime are fields 14 to 17 of the line.
    private static TimeSpan Sum(string[] fields, bool children)
    {
        var first = children ? 13 : 11;
        return (long.Parse(fields[first], CultureInfo.InvariantCulture) + long.Parse(fields[first + 1], CultureInfo.InvariantCulture))
            * Tick;
    }

    // From field 3 on: the name before it is in brackets and may hold anything.
    private static string[] Read(string process)
    {
        var line = File.ReadAllText($"/proc/{process}/stat");
        return line[(line.LastIndexOf(')') + 2)..].Split(' ');
    }
}
