namespace CniMigration.Simulator.Nodes.Goldpinger;

/// <summary>
/// What an answer to <c>/check_all</c> costs the pod that gives it: it holds what all peers answered, and the document that it makes of that.
/// </summary>
/// <remarks>
/// An answer was seen to have about 70 MB at 505 pods, which makes 274 bytes for each ping. How much memory that takes besides, and how fast it is read,
/// is assumed.
/// </remarks>
internal static class AnswerCost
{
    private const long BytesAPing = 274;
    private const long BytesAtRest = 30L * 1024 * 1024;
    private const int Copies = 2;
    private const double BytesReadASecond = 50e6;

    /// <summary>Whether the kernel kills it over the answer.</summary>
    public static bool DoesNotFit(GoldpingerPod asked, long pings) =>
        asked.MemoryLimit > 0 && BytesAtRest + (Copies * pings * BytesAPing) > asked.MemoryLimit;

    /// <summary>How many of its peers' answers it has read when their time is over: they share its processor.</summary>
    public static int ReadInTime(GoldpingerPod asked, int peers, long pings)
    {
        var allowed = asked.CheckTimeout < asked.CheckAllTimeout ? asked.CheckTimeout : asked.CheckAllTimeout;
        var needed = TimeSpan.FromSeconds(pings * BytesAPing / BytesReadASecond);
        return needed <= allowed ? peers : (int)(peers * (allowed / needed));
    }
}
