namespace Orchestra.Modeling.Paths;

/// <summary>Knows of paths what the graph does not say: whether they can be run at all. Path selection asks it about each path that it would choose.</summary>
public interface IPathOracle
{
    /// <summary>What stands against a path; null where nothing does. The same path always gets the same answer.</summary>
    PathConflict? Judge(ProcessPath path);
}
