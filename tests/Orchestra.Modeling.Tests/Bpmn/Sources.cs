namespace Orchestra.Modeling.Tests.Bpmn;

/// <summary>BPMN sources for tests.</summary>
internal static class Sources
{
    /// <summary>Puts elements into a process of a definitions element; the first line of <paramref name="elements"/> is line 2.</summary>
    public static string Process(string elements) => Definitions($"<bpmn:process id=\"P\">\n{elements}\n</bpmn:process>");

    /// <summary>Puts elements into a definitions element, all on line 1.</summary>
    public static string Definitions(string elements) =>
        "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:o=\"urn:orchestra:bpmn:1\" "
        + $"xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\" xmlns:zeebe=\"http://camunda.org/schema/zeebe/1.0\">{elements}</bpmn:definitions>";
}
