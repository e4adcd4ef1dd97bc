/** Docker Hub's `nicolaka/netshoot`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const nicolakaNetshoot: Repository = {
  name: 'nicolaka/netshoot',
  description: 'Container with tools for finding network faults',
  stars: 850,
  official: false,
  images: [
    {
      tags: ['latest', 'v0.14', 'v0.13'],
      created: '2025-06-23T16:39:52Z',
      config: { User: 'root', Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'HOSTNAME=netshoot'], Cmd: ['zsh'], WorkingDir: '/root' },
      history: [
        ['ADD alpine-minirootfs-3.22.0-x86_64.tar.gz / # buildkit', 0, 0],
        ['CMD ["/bin/sh"]'],
        ['RUN /bin/sh -c set -ex     && echo "http://mirror.example/alpine/edge/main" >> /etc/apk/repositories     && echo "htt ... # buildkit', 539000000, 204000032],
        ['COPY /tmp/ctop /usr/local/bin/ctop # buildkit', 0, 32],
        ['COPY /tmp/calicoctl /usr/local/bin/calicoctl # buildkit', 0, 32],
        ['COPY /tmp/termshark /usr/local/bin/termshark # buildkit', 0, 32],
        ['COPY /tmp/grpcurl /usr/local/bin/grpcurl # buildkit', 0, 32],
        ['COPY /tmp/fortio /usr/local/bin/fortio # buildkit', 0, 32],
        ['USER root'],
        ['WORKDIR /root', 0, 32],
        ['ENV HOSTNAME=netshoot'],
        ['RUN /bin/sh -c curl -fsSL https://raw.githubusercontent.com/ohmyzsh/ohmyzsh/master/tools/install.sh | sh # buildkit', 0, 32],
        ['RUN /bin/sh -c git clone https://github.com/zsh-users/zsh-autosuggestions ${ZSH_CUSTOM:-~/.oh-my-zsh/custom}/plugins/zsh-autosuggestions # buildkit', 0, 32],
        ['RUN /bin/sh -c git clone --depth=1 https://github.com/romkatv/powerlevel10k.git ${ZSH_CUSTOM:-$HOME/.oh-my-zsh/custom}/themes/powerlevel10k # buildkit', 0, 32],
        ['COPY zshrc .zshrc # buildkit', 0, 32],
        ['COPY motd motd # buildkit', 0, 32],
        ['RUN /bin/sh -c chmod -R g=u /root # buildkit', 0, 32],
        ['RUN /bin/sh -c chown root:root /usr/bin/dumpcap # buildkit', 0, 32],
        ['CMD ["zsh"]'],
      ],
    },
  ],
};
