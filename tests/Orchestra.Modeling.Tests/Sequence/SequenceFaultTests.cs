using Orchestra.Modeling.Sequence;

namespace Orchestra.Modeling.Tests.Sequence;

/// <summary>What is refused, each with its line and column.</summary>
public sealed class SequenceFaultTests
{
    [TestCase("A B", 2, 1, "no statement")]
    [TestCase("  ->>B: x", 2, 3, "no sender")]
    [TestCase("A->>: x", 2, 5, "no receiver")]
    [TestCase("A->>B: x\n   end", 3, 4, "'end' closes nothing")]
    [TestCase("A->>B: x\n  alt y\nA->>B: z", 3, 3, "'alt' is not closed")]
    [TestCase("opt y\nand z\nA->>B: x\nend", 3, 1, "'and' does not belong to 'opt' of line 2")]
    [TestCase("A->>B: x; else y", 2, 11, "outside of a fragment")]
    [TestCase("participant", 2, 12, "no name")]
    [TestCase("create thing X", 2, 8, "followed by 'participant' or 'actor'")]
    [TestCase("activate", 2, 9, "name is missing")]
    [TestCase("note beside A: x", 2, 6, "'left of', 'right of' or 'over'")]
    [TestCase("note over A", 2, 1, "no text")]
    [TestCase("A->>B: x\n%%{init: {}", 3, 1, "'}%%' is missing")]
    [TestCase("A->>B: x\naccDescr {\nfoo", 3, 1, "'}' is missing")]
    [TestCase("A->>B: a\u0007b", 2, 9, "U+0007")]
    [TestCase("%% orchestra: role=\"king\"\nA->>B: x", 2, 15, "the role is")]
    [TestCase("%% orchestra: expect left=\"x\" op=\"is\"\nA->>B: x", 2, 22, "the operator 'is' does not exist")]
    [TestCase("%% orchestra: initiator=\"Nobody\"\nA->>B: x", 2, 15, "'Nobody' is no participant")]
    [TestCase("%% orchestra: maxLoopIterations=\"99\"\nloop x\nA->>B: x\nend", 2, 15, "from 1 to 10")]
    public void Faults_of_Mermaid_name_line_and_column(string lines, int line, int column, string message) =>
        DemandFault($"sequenceDiagram\n{lines}", line, column, message);

    [TestCase("A -> : x", 2, 6, "no receiver")]
    [TestCase("-> B : x", 2, 1, "no sender")]
    [TestCase("[->] : x", 2, 1, "from the outside to the outside")]
    [TestCase("A -> B hello", 2, 8, "after ' : '")]
    [TestCase("Order-Service -> B : x", 2, 1, "stand in quotes")]
    [TestCase("A -> B : x\nreturn y", 3, 1, "nothing to return from")]
    [TestCase("A -> B : x\nend", 3, 1, "'end' closes nothing")]
    [TestCase("A -> B : x\n loop 3", 3, 2, "'loop' is not closed")]
    [TestCase("A -> B : x\nnote left\nfoo", 3, 1, "'end note' is missing")]
    [TestCase("A -> B : x\nskinparam x {\nfoo", 3, 1, "'}' is missing")]
    [TestCase("A -> B : x\n/' foo", 3, 1, "comment is not closed")]
    [TestCase("A -> B : x\nend note", 3, 1, "'end note' closes nothing")]
    [TestCase("participant : x", 2, 13, "no name")]
    [TestCase("ref A : x", 2, 5, "'over' participants")]
    [TestCase("A -> B : x\n  !include secret.puml", 3, 3, "refused")]
    [TestCase("!include_many x\nA -> B : x", 2, 1, "refused")]
    [TestCase("!includeurl http://127.0.0.1/x\nA -> B : x", 2, 1, "refused")]
    [TestCase("!import x.zip\nA -> B : x", 2, 1, "refused")]
    [TestCase("!$x = %load_json(\"/etc/passwd\")\nA -> B : x", 2, 7, "refused")]
    [TestCase("A -> B : %getenv(\"HOME\")", 2, 10, "refused")]
    public void Faults_of_PlantUML_name_line_and_column(string lines, int line, int column, string message) =>
        DemandFault($"@startuml\n{lines}\n@enduml", line, column, message);

    [TestCase("flowchart LR\nA-->B", 1, 1, "no sequence diagram")]
    [TestCase("sequenceDiagram extra\nA->>B: x", 1, 17, "a line ends after")]
    [TestCase("", 1, 1, "no 'sequenceDiagram'")]
    [TestCase("sequenceDiagram\nparticipant A", 1, 1, "no message")]
    [TestCase("---\ntitle: x\nsequenceDiagram\nA->>B: x", 1, 1, "front matter is not closed")]
    [TestCase("@startuml\nA -> B : x", 1, 1, "'@enduml' is missing")]
    [TestCase("@startmindmap\n* x\n@endmindmap", 1, 1, "no UML diagram")]
    [TestCase("# Title\n\n```mermaid\nsequenceDiagram\nA->>B: x\n  foo\n```\n", 6, 3, "no statement")]
    public void Faults_of_the_source_name_line_and_column(string source, int line, int column, string message) =>
        DemandFault(source, line, column, message);

    [Test]
    public void Half_of_a_pair_is_refused_and_a_whole_pair_is_read()
    {
        DemandFault("sequenceDiagram\nA->>B: a\ud800b", 2, 9, "U+D800");
        Assert.That(Diagrams.Steps(Diagrams.Mermaid("A->>B: \ud83d\ude80 start")), Is.EqualTo(new[] { "\ud83d\ude80 start" }));
    }

    [Test]
    public void Every_fault_is_listed()
    {
        var import = SequenceReader.Read("sequenceDiagram\nA->>: x\nB\nalt y\nend z\n->>B: x");

        Assert.That(import.Graph, Is.Null);
        Assert.That(import.Faults.Select(fault => fault.Line), Is.EqualTo(new int?[] { 2, 3, 4, 5, 6 }));
    }

    private static void DemandFault(string source, int line, int column, string message)
    {
        var import = SequenceReader.Read(source);

        Assert.That(import.Graph, Is.Null);
        var texts = string.Join('\n', import.Faults.Select(fault => $"{fault.Line}: {fault.Message}"));
        Assert.That(
            import.Faults.Where(fault => fault.Line == line && fault.Message.StartsWith($"column {column}: ", StringComparison.Ordinal)),
            Is.Not.Empty,
            texts
        );
        Assert.That(texts, Does.Contain(message));
        Assert.That(import.Faults, Has.Count.EqualTo(1), texts);
    }
}
