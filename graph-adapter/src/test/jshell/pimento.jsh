import dev.pimento.graph.*;
import java.time.*;
