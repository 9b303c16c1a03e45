using System.Globalization;
using System.Text;

namespace Orchestra.Benchmarks.Generate;

/// <summary>A BPMN file as a drawing tool writes it: blocks of a decision with three tasks in a row, every tenth with a way back, and a diagram.</summary>
internal static class ProcessText
{
    private const int NodesOfBlock = 5;

    /// <summary>Writes a process of about so many nodes.</summary>
    public static string Of(int nodes)
    {
        var model = new StringBuilder();
        var diagram = new StringBuilder();
        var blocks = Math.Max(1, nodes / NodesOfBlock);
        Node("startEvent", "Start", "started");
        for (var i = 0; i < blocks; i++)
        {
            var from = i == 0 ? "Start" : $"Join_{i - 1}";
            Node("exclusiveGateway", $"Split_{i}", $"which case of block {i}");
            Flow(from, $"Split_{i}");
            for (var branch = 0; branch < 3; branch++)
            {
                Node("serviceTask", $"Task_{i}_{branch}", $"handle case {branch} of block {i}");
                Flow($"Split_{i}", $"Task_{i}_{branch}", $"amount &gt; {branch}");
                Flow($"Task_{i}_{branch}", $"Join_{i}");
            }

            Node("exclusiveGateway", $"Join_{i}", "");
            if (i % 10 == 9)
            {
                Flow($"Join_{i}", $"Split_{i}", "incomplete = true");
            }
        }

        Node("endEvent", "End", "done");
        Flow($"Join_{blocks - 1}", "End");
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
            + "xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\">\n"
            + $"<bpmn:process id=\"Process_1\" isExecutable=\"true\">\n{model}</bpmn:process>\n"
            + $"<bpmndi:BPMNDiagram id=\"Diagram_1\"><bpmndi:BPMNPlane id=\"Plane_1\" bpmnElement=\"Process_1\">\n{diagram}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>\n</bpmn:definitions>\n";

        void Node(string element, string id, string name)
        {
            model.Append(CultureInfo.InvariantCulture, $"  <bpmn:{element} id=\"{id}\" name=\"{name}\" />\n");
            diagram.Append(
                CultureInfo.InvariantCulture,
                $"  <bpmndi:BPMNShape id=\"{id}_di\" bpmnElement=\"{id}\"><dc:Bounds x=\"{diagram.Length % 4000}\" y=\"120\" width=\"100\" height=\"80\" /></bpmndi:BPMNShape>\n"
            );
        }

        void Flow(string source, string target, string? condition = null)
        {
            model.Append(
                CultureInfo.InvariantCulture,
                $"  <bpmn:sequenceFlow id=\"Flow_{source}_{target}\" sourceRef=\"{source}\" targetRef=\"{target}\""
            );
            model.Append(
                condition is null
                    ? " />\n"
                    : $">\n    <bpmn:conditionExpression>{condition}</bpmn:conditionExpression>\n  </bpmn:sequenceFlow>\n"
            );
        }
    }
}
